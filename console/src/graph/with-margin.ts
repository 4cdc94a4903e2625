/** An image with a margin of the given colour around it, in pixels of the image. */
export async function withMargin(image: Blob, margin: number, colour: string): Promise<Blob> {
  const drawn = await createImageBitmap(image);
  const canvas = new OffscreenCanvas(drawn.width + 2 * margin, drawn.height + 2 * margin);
  const context = canvas.getContext("2d");
  if (context === null) return image;
  context.fillStyle = colour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, margin, margin);
  return canvas.convertToBlob({ type: "image/png" });
}
