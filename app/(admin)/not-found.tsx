import { Empty } from '#app/_ui/empty.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';

export default function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <Empty title="There is nothing at this address" action={<ButtonLink href="/services">All services</ButtonLink>}>It may have been removed, or the address was cut when it was copied.</Empty>
    </>
  );
}
