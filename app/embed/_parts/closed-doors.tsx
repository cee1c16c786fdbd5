import { Button } from '#app/_ui/button.tsx';
import { Frame } from './frame.tsx';

interface DoorProps {
  title: string;
  children: string;
  onRetry?: () => void;
  retrying?: boolean;
}

function Door({ title, children, onRetry, retrying = false }: DoorProps) {
  return (
    <div role="status" className="mt-6 max-w-[760px] rounded-card border border-line bg-surface px-5 py-4">
      <h2 className="text-lg font-[600]">{title}</h2>
      <p className="mt-1 max-w-[58ch] text-muted">{children}</p>
      {onRetry !== undefined && <Button className="mt-4" busy={retrying} onClick={onRetry}>Connect again</Button>}
    </div>
  );
}

/** The ticket in the address is too old or was used: only WHMCS can make a new one. */
export function Expired() {
  return (
    <Frame lead="Your hosting" domain="Please reload this page" connection={null} asOf={null}>
      <Door title="This page has been open for too long">For your safety it works for a limited time. Reload the page in your client area and you are back; nothing was lost.</Door>
    </Frame>
  );
}

/** Nothing is known yet and nobody answers. When something is known, the page keeps showing that instead. */
export function Unreachable({ onRetry, retrying }: { onRetry: () => void; retrying: boolean }) {
  return (
    <Frame lead="Your hosting" domain="No connection" connection="offline" asOf={null}>
      <Door title="We cannot reach the control panel" onRetry={onRetry} retrying={retrying}>Your website and mail do not depend on it. We keep trying by ourselves.</Door>
    </Frame>
  );
}
