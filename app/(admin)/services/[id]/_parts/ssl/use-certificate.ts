'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import type { CertificateRole } from '#server/core/certificate.ts';
import { sentenceOf } from '../../../../_parts/refusal.ts';

export interface Upload {
  certificate: string;
  key: string;
  chain: string;
}
export interface CertificateActions {
  check(role: CertificateRole): void;
  issue(role: CertificateRole): void;
  upload(role: CertificateRole, files: Upload): Promise<void>;
  remove(role: CertificateRole): Promise<void>;
  /** The button whose answer is awaited, `check web`. */
  busy: string | null;
}

/** What can be asked of a service's certificates; what comes of it is pushed. */
export function useCertificate(id: number): CertificateActions {
  const { certificates } = useTRPC();
  const toast = useToast();
  const onError = (error: unknown) => toast({ title: 'Nothing was asked', description: sentenceOf(error), tone: 'bad' });
  const check = useMutation(certificates.check.mutationOptions({ onError }));
  const issue = useMutation(certificates.issue.mutationOptions({ onError }));
  const upload = useMutation(certificates.upload.mutationOptions());
  const remove = useMutation(certificates.remove.mutationOptions());
  const busy = check.isPending ? `check ${check.variables.role}` : issue.isPending ? `issue ${issue.variables.role}` : null;
  return {
    busy,
    check: (role) => check.mutate({ id, role }),
    issue: (role) => issue.mutate({ id, role }),
    upload: async (role, files) => {
      await upload.mutateAsync({ id, role, ...files });
      toast({ title: 'The certificate is being installed', description: 'Auto-SSL rests until it is removed.' });
    },
    remove: async (role) => {
      await remove.mutateAsync({ id, role });
      toast({ title: 'The certificate is being removed', description: 'Auto-SSL goes on as soon as it is gone.' });
    },
  };
}
