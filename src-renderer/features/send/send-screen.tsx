// Not yet.

export function SendScreen() {
  return <h1>Send</h1>;
}
