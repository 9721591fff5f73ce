const WIDTH = 720;

/** Text for HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** One bar below the other, each with its number. */
export function bars(title: string, rows: readonly { label: string; value: number }[]): string {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const drawn = rows.map(({ label, value }, index) => {
    const y = index * 30;
    const width = Math.max(1, (value / most) * (WIDTH - 280));
    return [
      `<text x="200" y="${y + 19}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="210" y="${y + 4}" width="${width.toFixed(1)}" height="22" rx="3"/>`,
      `<text x="${(218 + width).toFixed(1)}" y="${y + 19}">${Math.round(value).toLocaleString('en')}</text>`,
    ].join('');
  });
  const height = rows.length * 30;
  return `<svg role="img" aria-label="${escaped(title)}" viewBox="0 0 ${WIDTH} ${height}">${drawn.join('')}</svg>`;
}

/** A column for each hour of the day, two values in front of each other. */
export function columns(title: string, hours: readonly { label: string; back: number; front: number }[]): string {
  const most = Math.max(1, ...hours.map(({ back }) => back));
  const step = WIDTH / Math.max(1, hours.length);
  const column = (value: number, x: number, kind: string) => {
    const height = (value / most) * 150;
    return `<rect class="${kind}" x="${(x + 2).toFixed(1)}" y="${(160 - height).toFixed(1)}" width="${(step - 4).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  };
  const drawn = hours.map(({ label, back, front }, index) => {
    const x = index * step;
    return `${column(back, x, 'back')}${column(front, x, 'front')}<text x="${(x + step / 2).toFixed(1)}" y="178" text-anchor="middle">${escaped(label)}</text>`;
  });
  return `<svg role="img" aria-label="${escaped(title)}" viewBox="0 0 ${WIDTH} 184">${drawn.join('')}</svg>`;
}
