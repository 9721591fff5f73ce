interface Pace {
  waiting: number;
  atHome: number;
  handleSeconds: number;
  agents: number;
}

/** How long a caller would wait from now on behind those who wait on the phone and at home: when Mindful calls back. */
export function paceSeconds({ waiting, atHome, handleSeconds, agents }: Pace): number {
  return ((waiting + atHome + 1) * handleSeconds) / Math.max(1, agents);
}
