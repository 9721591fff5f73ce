/** One element a line, indented; text that is short stays beside its element. TwiML has no comments or CDATA to mind. */
export function prettyXml(xml: string): string {
  const tokens = xml.replace(/>\s+</g, '><').match(/<[^>]+>|[^<]+/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const isClosing = token.startsWith('</');
    if (isClosing) depth -= 1;
    const text = tokens[index + 1];
    const end = tokens[index + 2];
    if (opens(token) && text !== undefined && !text.startsWith('<') && end?.startsWith('</')) {
      lines.push(`${'  '.repeat(depth)}${token}${text}${end}`);
      index += 2;
      continue;
    }
    lines.push(`${'  '.repeat(depth)}${token}`);
    if (opens(token)) depth += 1;
  }
  return lines.join('\n');
}

function opens(token: string): boolean {
  return token.startsWith('<') && !/^<[/?!]/.test(token) && !token.endsWith('/>');
}
