/** A figure over several days. */
export interface Spread {
  mean: number;
  least: number;
  most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    mean: values.reduce((total, value) => total + value, 0) / Math.max(1, values.length),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
