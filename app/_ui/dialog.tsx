'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { dialogLook, scrimLook } from './dialog-look.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Left of the closing cross: previous, next. */
  aside?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  size?: 'normal' | 'wide';
  /** The body brings its own edges: a log, a strip of facts. */
  flush?: boolean;
}

export function Dialog({ open, onClose, title, aside, children, footer, size = 'normal', flush = false }: DialogProps) {
  const t = useTranslations('ui');
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrimLook} />
        <Base.Popup className={clsx(dialogLook, 'max-h-[min(860px,calc(100dvh-3rem))]', size === 'wide' ? 'w-[900px]' : 'w-[520px]')}>
          <header className="flex items-start justify-between gap-4 border-b border-line py-4 pe-4 ps-5">
            <Base.Title className="flex min-h-8 min-w-0 flex-wrap items-center gap-2 text-lg font-[600]">{title}</Base.Title>
            <div className="flex items-center gap-1">
              {aside}
              <Base.Close render={<IconButton label={t('close')}><X size={18} aria-hidden /></IconButton>} />
            </div>
          </header>
          <div className={clsx('min-h-0 flex-1 overflow-y-auto overscroll-contain', !flush && 'p-5')}>{children}</div>
          {footer !== undefined && <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
