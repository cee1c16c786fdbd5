import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';

export function Done({ ordered }: { ordered: { id: number; domain: string } | null }) {
  if (ordered === null) return <Card><Empty title="All is set up" action={<ButtonLink href="/services" variant="primary">To the dashboard</ButtonLink>}>Orders from WHMCS are built as they come in.</Empty></Card>;
  return (
    <Card>
      <Empty title={`${ordered.domain} is being built`} action={<ButtonLink href={`/services/${ordered.id}/deploy`} variant="primary">Watch the deployment</ButtonLink>}>The order was accepted. Every step shows itself as it happens.</Empty>
    </Card>
  );
}
