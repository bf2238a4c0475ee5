// A number chosen by sliding, with its value beside the label.

import { Slider as AriaSlider, Label, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components";
import styles from "./slider.module.css";

export type SliderProps = {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
};

export function Slider({ label, value, least, most, onChange }: SliderProps) {
  return (
    <AriaSlider value={value} minValue={least} maxValue={most} onChange={onChange} className={styles.slider ?? ""}>
      <Label className={styles.label ?? ""}>{label}</Label>
      <SliderOutput className={styles.output ?? ""} />
      <SliderTrack className={styles.track ?? ""}>
        <div className={styles.fill} style={{ inlineSize: `${((value - least) / (most - least)) * 100}%` }} />
        <SliderThumb className={styles.thumb ?? ""} />
      </SliderTrack>
    </AriaSlider>
  );
}
