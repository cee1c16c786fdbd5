'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { ConnectForm } from '#app/(admin)/_parts/whmcs/connect-form.tsx';
import { KeyOnce } from '#app/(admin)/_parts/whmcs/key-once.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';

interface WhmcsStepProps {
  instances: Outputs['instances']['list'];
  onNext: () => void;
}

export function WhmcsStep({ instances, onNext }: WhmcsStepProps) {
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <Card title="The key for WHMCS" className="max-w-[620px]"><KeyOnce secret={secret} action="I have put it into WHMCS" onDone={onNext} /></Card>;
  if (instances.length > 0) {
    return (
      <Card title="WHMCS" className="max-w-[620px]">
        <ul className="flex flex-col gap-1">{instances.map((instance) => <li key={instance.id}><span className="font-[540]">{instance.name}</span> <span className="text-muted">{instance.origin}</span></li>)}</ul>
        <p className="mt-3 text-muted">Its key was shown once. A second one is made in the settings.</p>
        <div className="mt-5"><Button variant="primary" onClick={onNext}>Go on</Button></div>
      </Card>
    );
  }
  return (
    <Card title="Which WHMCS places the orders?" actions={<Button size="small" onClick={onNext}>Later</Button>} className="max-w-[620px]">
      <ConnectForm onKey={setSecret} />
    </Card>
  );
}
