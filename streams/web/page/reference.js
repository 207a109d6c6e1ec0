export async function referenceView() { return []; }
