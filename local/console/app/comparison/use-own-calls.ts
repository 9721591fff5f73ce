import { useEffect, useState } from 'preact/hooks';
import type { OwnCallsAnswer } from '../../control/own-calls.ts';
import type { CallColumns } from '../../own-calls/column-guess.ts';
import type { TimeMeaning } from '../../own-calls/read-row.ts';
import { textOf } from '../../own-calls/text-of.ts';
import type { DateOrder } from '../../own-calls/written-time.ts';
import { askControl } from '../state/control-api.ts';

/** A file as it goes to the local process, and back to nobody. */
export interface OwnCallsFile {
  name: string;
  csv: string;
  columns?: Partial<CallColumns>;
  timeZone?: string;
  dateOrder?: DateOrder;
  timeIs?: TimeMeaning;
}

export async function readFile(file: File): Promise<OwnCallsFile> {
  return { name: file.name, csv: textOf(new Uint8Array(await file.arrayBuffer())) };
}

/** As the control API takes it. */
export function withoutName({ name: _, ...file }: OwnCallsFile): object {
  return file;
}

/** What the file says, anew whenever it or what is said of it changes. */
export function useOwnCalls(
  file: OwnCallsFile | undefined,
  { queue, handleSeconds }: { queue: string; handleSeconds: number },
): OwnCallsAnswer | undefined {
  const [answer, setAnswer] = useState<OwnCallsAnswer>();
  useEffect(() => {
    if (!file) return;
    let isCurrent = true;
    void askControl<OwnCallsAnswer>('POST', 'own-calls', { ...withoutName(file), queue, handleSeconds }).then(
      (next) => {
        if (isCurrent) setAnswer(next);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [file, queue, handleSeconds]);
  return file && answer;
}
