import type { ReactNode } from 'react';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}

export function Empty({ title, children, action, icon }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      {icon !== undefined && <span className="mb-2 text-faint">{icon}</span>}
      <p className="font-[600]">{title}</p>
      {children !== undefined && <p className="max-w-[44ch] text-muted">{children}</p>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}
