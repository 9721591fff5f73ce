interface AwsError {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

const REFUSED_CREDENTIALS =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch)/;

/** One line for a person: what went wrong between here and AWS and what to do now; `undefined` if it was not that. */
export function describeAwsFailure(error: unknown): string | undefined {
  const { name = '', message = '', $metadata } = error as AwsError;
  if (message === 'Region is missing') return 'No AWS region is set: write AWS_REGION=us-east-1, or yours, before it.';
  if (name.endsWith('ProviderError')) return `There are no AWS credentials here (${message}): ${signIn}.`;
  if ($metadata === undefined) return undefined;
  if (REFUSED_CREDENTIALS.test(name)) return `AWS does not accept the credentials (${message}): ${signIn}.`;
  if (/^AccessDenied/.test(name)) return `AWS denies access (${message}): use credentials that have this permission.`;
  const { httpStatusCode } = $metadata;
  if (httpStatusCode === undefined) {
    return `AWS does not answer (${message}): check the network and AWS_REGION, then run it again.`;
  }
  return `AWS answered ${httpStatusCode} ${name} (${message}): correct what it names, or see health.aws.amazon.com, and run it again.`;
}

const signIn =
  'sign in, such as with "aws sso login", or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
