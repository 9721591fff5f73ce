/** Something TaskRouter's REST API would answer with an error: `not-found` is its 404, the others its 400. */
export class TaskRouterRefusal extends Error {
  override readonly name = 'TaskRouterRefusal';
  readonly kind: 'not-found' | 'not-allowed' | 'invalid';

  constructor(kind: TaskRouterRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export function requireFound<T>(found: T | undefined, what: string): T {
  if (found === undefined) {
    throw new TaskRouterRefusal('not-found', `There is no ${what} here: check the SID.`);
  }
  return found;
}

export function requireValid(valid: boolean, message: string): void {
  if (!valid) throw new TaskRouterRefusal('invalid', message);
}
