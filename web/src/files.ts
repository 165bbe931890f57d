// Files that the page makes for its reader to keep.
export function saveJson(name: string, value: unknown): void {
  save(name, new Blob([JSON.stringify(value, null, 2) + "\n"], { type: "application/json" }));
}

export function save(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
