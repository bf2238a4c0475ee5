// Not yet.

export function VaultScreen(_: { readonly scope: unknown; readonly item: unknown }) {
  return <h1>Vault</h1>;
}
