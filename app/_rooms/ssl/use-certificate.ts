'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { CertificateRole } from '#server/core/certificate.ts';
import { useRooms } from '../room-context.tsx';

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
export function useCertificate(): CertificateActions {
  const { api: { certificates } } = useRooms();
  const t = useTranslations('ssl');
  const said = useSaid();
  const toast = useToast();
  const onError = (error: unknown) => toast({ title: t('notAsked'), description: said(sentenceOf(error)), tone: 'bad' });
  const check = useMutation({ mutationFn: certificates.check, onError });
  const issue = useMutation({ mutationFn: certificates.issue, onError });
  const busy = check.isPending ? `check ${check.variables.role}` : issue.isPending ? `issue ${issue.variables.role}` : null;
  return {
    busy,
    check: (role) => check.mutate({ role }),
    issue: (role) => issue.mutate({ role }),
    upload: async (role, files) => {
      await certificates.upload({ role, ...files });
      toast({ title: t('installing'), description: t('installingText') });
    },
    remove: async (role) => {
      await certificates.remove({ role });
      toast({ title: t('removing'), description: t('removingText') });
    },
  };
}
