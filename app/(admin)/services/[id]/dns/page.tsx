import type { Metadata } from 'next';
import { Dns } from '../_parts/dns/dns.tsx';

export const metadata: Metadata = { title: 'DNS' };

export default function DnsPage() {
  return <Dns />;
}
