/** Who a socket is; `holds` asks again whether that is still so. */
export interface Visitor {
  kind: 'staff' | 'embed';
  /** An embed's one service; null for staff, who may see all. */
  serviceId: number | null;
  holds(): Promise<boolean>;
}
