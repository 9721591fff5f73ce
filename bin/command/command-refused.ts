/** What a command cannot go on without, one line each, with what to do about it. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}
