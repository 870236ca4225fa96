/** What the form uses of the library that is copied into it, so that the library itself need not be looked at. */
interface QRCode {
  addData(text: string, mode: "Byte"): void;
  make(): void;
  getModuleCount(): number;
  isDark(row: number, column: number): boolean;
}
export function qrcode(typeNumber: number, errorCorrectionLevel: "L" | "M" | "Q" | "H"): QRCode;
