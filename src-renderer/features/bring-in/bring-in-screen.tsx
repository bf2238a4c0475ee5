// Not yet.

export function BringInScreen() {
  return <h1>BringIn</h1>;
}
