/** `45 s`, `6 min 13 s`, `15 min`: below ten minutes a difference of seconds is a difference. */
export function holdTime(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (whole >= 600) return `${Math.round(whole / 60)} min`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
