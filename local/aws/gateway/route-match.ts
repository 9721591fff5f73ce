import { type Route, routes } from '../../../lambdas/routes.ts';

export interface RouteMatch {
  route: Route;
  /** Decoded, as Lambda receives them; empty for a path without parameters. */
  pathParameters: Record<string, string>;
}

/** The route of a request, or `undefined`: the methods and the number of segments must agree, `{queue}` takes any one segment. */
export function matchRoute(method: string, path: string): RouteMatch | undefined {
  const segments = path.split('/');
  for (const route of routes) {
    const pathParameters = route.method === method ? matchSegments(route.path.split('/'), segments) : undefined;
    if (pathParameters) return { route, pathParameters };
  }
  return undefined;
}

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name !== undefined && segment !== '') parameters[name] = decode(segment);
    else if (segment !== expected) return undefined;
  }
  return parameters;
}

/** Percent-decoded where that is possible, unchanged where the escapes make no UTF-8. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
