declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An in-memory DynamoDB behind an HTTP server; the times are how long a table stays CREATING and so on. */
  function dynalite(options?: { createTableMs?: number; deleteTableMs?: number; updateTableMs?: number }): Server;
  export = dynalite;
}
