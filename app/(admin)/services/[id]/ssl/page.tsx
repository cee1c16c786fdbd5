import type { Metadata } from 'next';
import { Ssl } from '../_parts/ssl/ssl.tsx';

export const metadata: Metadata = { title: 'SSL' };

export default function SslPage() {
  return <Ssl />;
}
