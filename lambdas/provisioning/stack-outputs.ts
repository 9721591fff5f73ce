/** What the rest of the stack gives: where the webhooks are, and where the fallback is. */
export interface StackOutputs {
  /** Origin of the webhooks, `https://...`, without a path. */
  apiUrl: string;
  /** Origin of the fallback documents, on other infrastructure. */
  fallbackUrl: string;
  stage: string;
}
