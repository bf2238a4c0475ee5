// Not yet.

export function ReceiptsScreen(_: { readonly transferId: string | undefined }) {
  return <h1>Receipts</h1>;
}
