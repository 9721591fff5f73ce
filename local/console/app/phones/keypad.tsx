const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

const names: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };

export function isKey(key: string): boolean {
  return keys.some((known) => known === key);
}

export function KeypadButtons({ onPress }: { onPress(key: string): void }) {
  return (
    <fieldset class="keypad" aria-label="Keypad; the keyboard's digits work as well">
      {keys.map((key) => (
        <button type="button" key={key} aria-label={names[key] ?? key} onClick={() => onPress(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
