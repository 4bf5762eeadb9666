import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

/** The size of an element in CSS pixels, kept up to date; 0 until it is known. */
export function useBoxSize(
  element: Readonly<ShallowRef<HTMLElement | null>>,
): Readonly<ShallowRef<{ readonly width: number; readonly height: number }>> {
  const size = shallowRef({ width: 0, height: 0 })
  const measure = () => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = element.value ?? {}
    size.value = { width, height }
  }
  let observer: ResizeObserver | undefined
  onMounted(() => {
    measure()
    if (!element.value || typeof ResizeObserver === 'undefined') return
    observer = new ResizeObserver(measure)
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return size
}
