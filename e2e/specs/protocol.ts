import type { ControlOp } from '../simnode/control.ts';

/** What a journey can ask of the stage. */
export type Asked = { do: 'order'; domain: string; name?: Named } | { do: 'connect'; key: string } | { do: 'control'; node: string; op: ControlOp } | { do: 'forgetProofs' } | ({ do: 'ticket' } & Signed);
export type Answer = { id: number; result: unknown } | { id: number; error: string };

/** An order for a product that sells names. */
export interface Named {
  product: string;
  customFields: Readonly<Record<string, string>>;
  options: Readonly<Record<string, string>>;
}

/** A ticket for the frame; by default what the module signs now. */
export interface Signed {
  serviceId: string;
  secondsAgo?: number;
  /** By the key of another WHMCS that is connected too. */
  by?: 'other';
  /** As the other one's own. */
  from?: 'other';
}

export interface Places {
  panel: string;
  whmcs: string;
  setupUrl: string | null;
  login: { email: string; password: string };
  /** Private key that the nodes accept. */
  key: string;
  nodes: readonly { name: string; port: number; fingerprint: string }[];
}
export interface Ordered {
  status: number;
  serviceId: string;
  clientArea: string;
  body: { result: { data: { id: number; reference: string } } };
}
