/** `45 s`, `15 min`, `6 min 13 s`: to the second, so that two holds that differ never look alike. */
export function holdTime(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
