import type { Metadata } from 'next';
import { Deploy } from '../_parts/deploy/deploy.tsx';

export const metadata: Metadata = { title: 'Deploy' };

export default function DeployPage() {
  return <Deploy />;
}
