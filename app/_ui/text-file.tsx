interface TextFileProps {
  label: string;
  /** As an `input` takes it: `.csv,text/csv`. */
  accept: string;
  /** Bytes; a larger one is not read. */
  most: number;
  onText: (text: string) => void;
  onTooLarge: (name: string) => void;
}

/** Another way to fill a field with a text: from a file. */
export function TextFile({ label, accept, most, onText, onTooLarge }: TextFileProps) {
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > most) onTooLarge(file.name);
    else onText(await file.text());
  };
  return (
    <label className="flex flex-wrap items-center gap-2 text-sm text-muted">
      {label}
      <input type="file" accept={accept} className="min-w-0 max-w-full" onChange={(event) => void take(event.target.files?.[0])} />
    </label>
  );
}
