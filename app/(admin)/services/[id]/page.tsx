import { Overview } from './_parts/overview/overview.tsx';

export default function OverviewPage() {
  return <Overview />;
}
