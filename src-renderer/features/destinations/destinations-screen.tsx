// Not yet.

export function DestinationsScreen() {
  return <h1>Destinations</h1>;
}
