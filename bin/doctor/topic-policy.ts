interface Statement {
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Readonly<Record<string, string | string[]>>;
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** Operators that compare text, with or without wildcards. A policy with any other one is not understood here. */
const OPERATORS = /^(StringEquals|StringLike|ArnEquals|ArnLike|Bool)$/;

/**
 * Whether a topic's policy lets CloudWatch publish for the alarms of the topic's own account: some statement allows it and
 * none denies it. What is not understood does not allow, and denies.
 */
export function letsAlarmsPublish(policy: string, topicArn: string): boolean {
  const [, partition = '', , region = '', account = ''] = topicArn.split(':');
  const context = new Map([
    ['aws:sourceaccount', account],
    ['aws:sourceowner', account],
    ['aws:sourcearn', `arn:${partition}:cloudwatch:${region}:${account}:alarm:any`],
    ['aws:securetransport', 'true'],
  ]);
  const concerned = statementsOf(policy).filter((statement) => concernsPublishing(statement, topicArn));
  const allows = ({ Effect, Condition }: Statement) =>
    Effect === 'Allow' && conditionsOf(Condition).every((condition) => holds(condition, context) === true);
  const denies = ({ Effect, Condition }: Statement) =>
    Effect === 'Deny' && conditionsOf(Condition).every((condition) => holds(condition, context) !== false);
  return concerned.some(allows) && !concerned.some(denies);
}

function statementsOf(policy: string): Statement[] {
  try {
    return [JSON.parse(policy).Statement ?? []].flat();
  } catch {
    return [];
  }
}

function concernsPublishing({ Principal, Action, Resource }: Statement, topicArn: string): boolean {
  const service = typeof Principal === 'object' ? listOf(Principal['Service']) : [];
  const anybody = Principal === '*' || (typeof Principal === 'object' && listOf(Principal['AWS']).includes('*'));
  return (
    (anybody || service.includes('cloudwatch.amazonaws.com')) &&
    listOf(Action).some((pattern) => matches(pattern.toLowerCase(), 'sns:publish')) &&
    listOf(Resource).some((pattern) => matches(pattern, topicArn))
  );
}

interface Condition {
  operator: string;
  key: string;
  patterns: string[];
}

function conditionsOf(condition: Statement['Condition'] = {}): Condition[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, patterns]) => ({ operator, key: key.toLowerCase(), patterns: listOf(patterns) })),
  );
}

/** `undefined` when it cannot be told. */
function holds({ operator, key, patterns }: Condition, context: ReadonlyMap<string, string>): boolean | undefined {
  const value = context.get(key);
  if (value === undefined || !OPERATORS.test(operator)) return undefined;
  return patterns.some((pattern) => matches(pattern, value));
}

function listOf(values: string | string[] | undefined): string[] {
  return values === undefined ? [] : [values].flat();
}

function matches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(value);
}
