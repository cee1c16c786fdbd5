'use client';
import { Menu as Base } from '@base-ui/react/menu';
import clsx from 'clsx';
import { Fragment, type ReactElement } from 'react';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** A line above it: what follows is of another kind. */
  apart?: boolean;
}

/** `trigger` is a `Button` or an `IconButton`. */
export function Menu({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50 outline-none">
          <Base.Popup className="min-w-44 rounded-card border border-line bg-surface p-1 shadow-float transition-opacity outline-none data-ending-style:opacity-0 data-starting-style:opacity-0">
            {items.map((item) => (
              <Fragment key={item.label}>
                {item.apart === true && <Base.Separator className="-mx-1 my-1 h-px bg-line" />}
                <Base.Item
                  disabled={item.disabled}
                  onClick={item.onSelect}
                  className={clsx(
                    'flex h-8 items-center rounded-control px-2.5 outline-none select-none data-disabled:opacity-45 pointer-coarse:h-11',
                    item.danger === true ? 'text-bad-text data-highlighted:bg-bad-soft' : 'data-highlighted:bg-wait-soft',
                  )}
                >
                  {item.label}
                </Base.Item>
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
