/** What an AWS client says of a failure: the name and the first line, for what follows is advice about the SDK. */
export function cause({ name, message }: Error): string {
  return `${name}: ${message.split('\n')[0]?.trim()}`;
}
