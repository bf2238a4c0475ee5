// Not yet.

export function UnlockScreen() {
  return <h1>Unlock</h1>;
}
