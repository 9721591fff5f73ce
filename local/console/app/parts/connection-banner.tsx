import { useConnected, useSection } from '../state/floor-store.ts';

export function ConnectionBanner() {
  const isConnected = useConnected();
  const clock = useSection('clock');
  if (isConnected) return null;
  return (
    <p class="banner" role="status">
      {clock
        ? 'The contact centre does not answer. Is npm start still running? '
        : 'Connecting to the contact centre. '}
      This page reconnects by itself.
    </p>
  );
}
