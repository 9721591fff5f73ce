import { useEffect, useState } from 'preact/hooks';
import type { FloorState, FloorUpdate } from '../../wire.ts';

type Listener = () => void;

const sections: FloorUpdate = {};
const listeners = new Map<string, Set<Listener>>();
let isConnected = false;

/** Follows the event stream for as long as the page is open; the browser reconnects by itself. `onNews` is told of each event. */
export function connect(onNews: () => void): void {
  const source = new EventSource('/control/events');
  source.onmessage = ({ data }) => {
    const update = JSON.parse(data) as FloorUpdate;
    Object.assign(sections, update);
    for (const name of Object.keys(update)) tell(name);
    setConnected(true);
    onNews();
  };
  source.onerror = () => setConnected(false);
}

/** One section of what the contact centre shows, anew whenever it changes; undefined until the first event is there. */
export function useSection<Name extends keyof FloorState>(name: Name): FloorState[Name] | undefined {
  useChanges(name);
  return presentSection(name);
}

/** The same once, for what does not change while the page is open. */
export function presentSection<Name extends keyof FloorState>(name: Name): FloorState[Name] | undefined {
  return sections[name] as FloorState[Name] | undefined;
}

export function useConnected(): boolean {
  useChanges('connection');
  return isConnected;
}

function useChanges(name: string): void {
  const [, setVersion] = useState(0);
  useEffect(() => {
    const listener = () => setVersion((version) => version + 1);
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set.add(listener));
    listener();
    return () => void set.delete(listener);
  }, [name]);
}

function setConnected(connected: boolean): void {
  if (connected === isConnected) return;
  isConnected = connected;
  tell('connection');
}

function tell(name: string): void {
  for (const listener of listeners.get(name) ?? []) listener();
}
