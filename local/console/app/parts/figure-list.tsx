import catalogue from '../../../../lib/monitoring/figures.json' with { type: 'json' };
import type { FigureName, Figures } from '../../../../lib/monitoring/figures.ts';

/** The figures that dashboard and report show as well; each says what it means when pointed at. */
export function FigureList({ figures }: { figures: Figures }) {
  return (
    <table class="figures">
      <tbody>
        {(Object.keys(catalogue) as FigureName[]).map((name) => (
          <tr key={name} title={catalogue[name].means}>
            <th scope="row">{catalogue[name].label}</th>
            <td class="numeric">{figureInWords(figures[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function figureInWords(value: number | null): string {
  return value === null ? '–' : String(Math.round(value));
}
