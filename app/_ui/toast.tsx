'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Tone } from '#server/core/task.ts';
import { Icon } from './icon.tsx';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { useStandsInSight } from './sight.ts';
import { toneText } from './tone.ts';

export interface Message {
  title: string;
  description?: string;
  /** `bad` stays until it is closed and is read out at once. */
  tone?: Extract<Tone, 'ok' | 'accent' | 'bad'>;
  /** What can be done about it while it is shown; it goes then. */
  action?: { label: string; onClick: () => void };
  /** Milliseconds that it is shown. */
  timeout?: number;
}
type Data = { tone: NonNullable<Message['tone']>; action: Message['action'] | undefined };

const marks = { ok: 'check', accent: 'clock', bad: 'cross' } as const;

/** Says that what was asked for has happened, has begun or did not work. Never the only place where a failure is seen. */
export function useToast(): (message: Message) => void {
  const { add } = Base.useToastManager<Data>();
  return ({ title, description, tone = 'ok', action, timeout = 5000 }) => {
    add({ title, description, data: { tone, action }, timeout: tone === 'bad' ? 0 : timeout, priority: tone === 'bad' ? 'high' : 'low' });
  };
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed end-4 bottom-4 z-50 flex w-[360px] max-w-[calc(100vw-2rem)] flex-col gap-2">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts() {
  const t = useTranslations('ui');
  const { toasts, close } = Base.useToastManager<Data>();
  const stands = useStandsInSight();
  return toasts.map((toast) => {
    const { tone, action } = toast.data ?? { tone: 'ok', action: undefined };
    return (
      <Base.Root
        key={toast.id}
        ref={stands}
        toast={toast}
        className="rounded-card border border-line bg-surface shadow-float transition-opacity data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:opacity-0"
      >
        <Base.Content className="flex items-start gap-2.5 py-3 pe-2 ps-4">
          <Icon name={marks[tone]} size={16} className={`mt-0.5 shrink-0 ${toneText[tone]}`} />
          <div className="min-w-0 flex-1">
            <Base.Title className="font-[600] wrap-anywhere" />
            <Base.Description className="text-muted wrap-anywhere" />
          </div>
          {action !== undefined && <Button size="small" className="shrink-0" onClick={() => { close(toast.id); action.onClick(); }}>{action.label}</Button>}
          <Base.Close render={<IconButton label={t('dismiss')} className="-my-1.5"><X size={16} aria-hidden /></IconButton>} />
        </Base.Content>
      </Base.Root>
    );
  });
}
