'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { ConnectForm } from '../../_parts/whmcs/connect-form.tsx';
import { KeyOnce } from '../../_parts/whmcs/key-once.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { ConnectionKeys, type Instance } from './connection-keys.tsx';

export function Connections({ initial }: { initial: Instance[] }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery({ ...trpc.instances.list.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  const [adding, setAdding] = useState(false);
  const [edited, edit] = useState<Instance | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const addKey = useMutation(trpc.instances.addKey.mutationOptions({
    onSuccess: async ({ key }) => {
      setSecret(key);
      await client.invalidateQueries({ queryKey: trpc.instances.pathKey() });
    },
    onError: (error) => toast({ title: 'No key was made', description: sentenceOf(error), tone: 'bad' }),
  }));
  const rows = data ?? initial;
  const close = () => {
    setAdding(false);
    setSecret(null);
  };
  const connect = <RoleButton ability="people" variant={rows.length === 0 ? 'primary' : 'plain'} icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>Connect a WHMCS</RoleButton>;
  return (
    <Card title="WHMCS" actions={rows.length === 0 ? undefined : connect} flush>
      {rows.length === 0 ? <Empty title="No WHMCS is connected" action={connect}>Each WHMCS has a key of its own. With it, it places orders here and its customers see the page in their client area.</Empty> : (
        <ul className="divide-y divide-line border-t border-line">
          {rows.map((instance) => <ConnectionKeys key={instance.id} instance={instance} adding={addKey.isPending && addKey.variables.id === instance.id} onAdd={() => addKey.mutate({ id: instance.id })} onEdit={() => edit(instance)} />)}
        </ul>
      )}
      <Dialog open={adding || secret !== null} onClose={close} title={secret === null ? 'Connect a WHMCS' : 'The key'}>
        {secret === null ? <ConnectForm onKey={setSecret} /> : <KeyOnce secret={secret} action="I have put it into WHMCS" onDone={close} />}
      </Dialog>
      <Dialog open={edited !== null} onClose={() => edit(null)} title={edited?.name ?? ''}>
        {edited !== null && <ConnectionForm instance={edited} onDone={() => edit(null)} />}
      </Dialog>
    </Card>
  );
}
