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

/** A column for each hour of the day, two values in front of each other; the larger one is written above it. */
export function columns(title: string, hours: readonly { label: string; back: number; front: number }[]): string {
  const most = Math.max(1, ...hours.map(({ back }) => back));
  const step = WIDTH / Math.max(1, hours.length);
  const column = (value: number, x: number, kind: string) => {
    const height = (value / most) * 150;
    return `<rect class="${kind}" x="${(x + 2).toFixed(1)}" y="${(180 - height).toFixed(1)}" width="${(step - 4).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  };
  const drawn = hours.map(({ label, back, front }, index) => {
    const x = index * step;
    const count = `<text class="count" x="${(x + step / 2).toFixed(1)}" y="${(175 - (back / most) * 150).toFixed(1)}" text-anchor="middle">${compact(back)}</text>`;
    return `${column(back, x, 'back')}${column(front, x, 'front')}${back > 0 ? count : ''}<text x="${(x + step / 2).toFixed(1)}" y="198" text-anchor="middle">${escaped(label)}</text>`;
  });
  return `<svg role="img" aria-label="${escaped(title)}" viewBox="0 0 ${WIDTH} 204">${drawn.join('')}</svg>`;
}

/** As wide as a column at most: `938`, `1.94K`. */
function compact(value: number): string {
  return value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
}
